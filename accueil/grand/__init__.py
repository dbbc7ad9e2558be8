"""A data set of the size of a country, written in bulk: for measuring, never for using. Nobody in it exists."""
