"""Measurements of the sending of campaigns, on databases and servers of their own, on loopback."""
