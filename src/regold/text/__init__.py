"""Plain functions on plain text: what a text says, never whether that is right."""
