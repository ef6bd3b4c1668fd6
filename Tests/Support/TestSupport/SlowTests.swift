import Foundation

/// Whether tests that take minutes run: only where `CONCORD_SLOW_TESTS` is set.
public let runsSlowTests = ProcessInfo.processInfo.environment["CONCORD_SLOW_TESTS"] != nil
