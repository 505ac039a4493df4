"""The handbook over HTTP: small JSON documents, versioned, of a shape that is written down.

    api/v1/index.json              what there is, and where
    api/v1/handbook.json           all of it at once: what `handbook export` prints, on one line
    api/v1/registers/<kind>.json   one register
    api/v1/procedures/<id>.json    one procedure with its status, references and last changes
    api/v1/schema.json             the shape of these documents, as JSON Schema

Within a version documents only gain: a key never goes, nor means or holds something else. What
would break a reader is a new version, in a folder of its own beside this one.
"""
