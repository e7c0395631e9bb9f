"""Spanish text: sentences, and entities with their values."""
