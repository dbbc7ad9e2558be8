"""What this room writes to people, one function an e-mail; the text is templates/courriels/<name>.txt."""
