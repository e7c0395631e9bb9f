"""What a file may cost before its reading is ended."""

SECONDS = 60  # wall-clock
MEMORY = 750_000_000  # bytes that the reading process holds, looked at from outside
ADDRESS_SPACE = 2_000_000_000  # bytes that it may ask for beyond what it started with, on Linux
