"""Where workers are killed, and what controls take away."""

CONTROL = "without claim and intent: "
POINTS = (
    "before the claim's commit",
    "after the claim's commit",
    "before the 250 is read",
    "between the 250 and the commit",
    "after the commit",
)

# What is taken away of that which keeps an article whole.
LOCK, SEEN = "without the lock", "without a look at what was seen"
