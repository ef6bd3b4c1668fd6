// `Parallelism` is part of what users of the matrices see.
@_exported import Threading
