/* The scripts of the pages: each module does nothing where its elements are absent. */
