"""A handbook that was looked at before is not looked at again but for what has changed in it."""
