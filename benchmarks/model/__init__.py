"""Makes labelled support answers and trains the judge's own model on them; no part of what users run."""
