import Reporting
public struct StudyProvenance { public init(version: String, source: String, digest: String?, rows: Int, seed: UInt64?, command: String) {} }
extension Study { public func page(_ p: StudyProvenance) -> ReportPage { fatalError() } }
