"""Runs the `main` of a module of this folder within Django: `python -m bench.inside NAME …`."""

import importlib
import sys

import django

if __name__ == "__main__":
    django.setup()
    importlib.import_module(f"bench.{sys.argv[1]}").main(*sys.argv[2:])
