"""What the data says of a year, section by section: read in a bounded number of queries, nothing written.

`assemblage.assembler` puts the sections together; each module is one section of the document.
"""
