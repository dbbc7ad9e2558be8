"""Charts as geometry: pure, without a database; the templates of `bilans/graphiques/` only write the numbers down."""
