"""The JSON API: small static documents with a version and a schema.

    api/v1/index.json              the list of documents
    api/v1/handbook.json           everything: the output of `handbook export` on one line
    api/v1/registers/<kind>.json   one register
    api/v1/procedures/<id>.json    one procedure with its status, references and recent changes
    api/v1/schema.json             the JSON Schema of these documents

Within a version keys are only added: none is removed or changes its meaning or type. Breaking
changes get a new version, in a folder of its own next to this one.
"""
