"""The search index of the site: small static files, of which a browser loads the few it needs."""
