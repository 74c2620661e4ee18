"""What readers' pages and searches cost, and what publishing, import and index do:
`python -m bench [--articles N] [--beside N] [--search N] [--posts N] [--quick] [--write]`. The
other programs of this folder stand by themselves; docs/performance.md names them."""

import argparse

from bench import rates, readers, search

QUICK = {"articles": 2_000, "beside": 200, "search": 1_000, "posts": 100}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    readers.arguments(parser)
    parser.add_argument("--search", type=int, default=search.ARTICLES)
    rates.arguments(parser)
    parser.add_argument("--quick", action="store_true", help="few articles, to try it")
    parser.add_argument("--write", action="store_true", help="the tables in docs/performance.md")
    options = parser.parse_args()
    if options.quick:
        vars(options).update(QUICK)
    readers.run(options)
    search.run(options)
    rates.run(options)


if __name__ == "__main__":
    main()
