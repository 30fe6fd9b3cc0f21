"""Says when answers changed, to whoever is to know: what is worth telling, and the ways to tell it; it asks nothing."""
