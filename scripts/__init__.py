"""What people and CI run in a terminal: `handbook <command>`, one module a command."""
