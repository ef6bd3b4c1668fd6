public protocol Link: Sendable { var name: String { get } }
