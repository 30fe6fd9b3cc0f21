"""The articles behind the answers: what changed in them, which cases depend on that, what no case checks.

Loaded only by what asks for it: a run that names no change of articles never gets here.
"""
