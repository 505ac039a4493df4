"""What editors read to help while typing, worked out from the schemas and the registers."""
