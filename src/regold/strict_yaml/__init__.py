"""Strict YAML for files that people write: read with the place of every mistake, written so that all readers agree.

Text in, values or mistakes out: which keys there are is known to the rooms above, and no disk is touched here.
"""
