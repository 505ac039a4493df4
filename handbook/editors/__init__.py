"""Files for editor completion, generated from the schemas and the registers."""
