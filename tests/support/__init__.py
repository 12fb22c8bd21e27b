"""Real parts for tests: servers, browsers, files. Nothing here is a test."""
