"""A handbook written to attack its readers' browsers or the machine that builds the site."""
