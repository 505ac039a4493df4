"""What the handbook says about itself, as tables: what there is, whose it is, how true it is."""
