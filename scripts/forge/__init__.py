"""The client for the forge that hosts the repository."""
