"""One module a section: each writes its blocks from `Material`, in the house's register, every number in a slot."""
