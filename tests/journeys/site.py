from dataclasses import dataclass


@dataclass(frozen=True)
class Site:
    url: str
