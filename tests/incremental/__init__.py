"""What is known of an earlier check is told again, and nothing that is not so."""
