"""How fast the library reads, by stage, by size and beside its peers."""
