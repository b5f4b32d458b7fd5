"""Records become files and the contract's JSON."""
