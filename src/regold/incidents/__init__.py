"""Incidents: every mistake of the endpoint from its first report to the day it can no longer come back unseen."""
