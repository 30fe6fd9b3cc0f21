"""Measures what Regold costs, as whole processes on the machine at hand; nothing here is a test."""
