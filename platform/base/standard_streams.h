// Standard input, output and error, of which a program may be started without any.
#pragma once

namespace platform {

/// Opens /dev/null in place of each of the three that is closed, or the next file or connection that the program opens
/// would become it: messages would be written into a database or to the display. Call first, before any thread.
void open_standard_streams();

} // namespace platform
