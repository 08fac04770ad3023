"""What `python -m extract` runs: the command `pincite`."""

from extract.cli import main

if __name__ == "__main__":
    main()
