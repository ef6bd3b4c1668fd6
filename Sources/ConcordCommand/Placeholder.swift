// ConcordCommand
