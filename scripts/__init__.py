"""The commands run by people and CI: `handbook <command>`, one module per command."""
