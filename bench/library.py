"""What the picture library costs with many pictures, beside the same with few:
`python -m bench.library [--pictures N] [--beside N] [--write]`.

Measured as bench.desk does; --write puts the tables in docs/performance.md."""

from bench import desk

PICTURES, BESIDE = 1_000, 100


def main() -> None:
    desk.compare("library", "pictures", PICTURES, BESIDE, __doc__)


if __name__ == "__main__":
    main()
