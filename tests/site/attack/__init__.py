"""A handbook written by somebody who wants its readers' browsers, or the machine that builds it."""
