"""The canonical form of a file: the same meaning and comments, in one layout."""
