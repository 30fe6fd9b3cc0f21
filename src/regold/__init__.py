"""Regold keeps live AI support endpoints honest: golden suites in git, asked of the live endpoint, judged by fact."""
