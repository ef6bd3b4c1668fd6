// Tests of this module come with it.
