"""One module or folder for each standard and each format of an agency."""
