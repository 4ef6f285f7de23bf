select passing_enter(:caller, :place, :instance, cast(:per_minute as integer), cast(:at_once as integer))
