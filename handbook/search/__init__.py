"""The search of the site: documents become small files; a browser reads the few it needs."""
