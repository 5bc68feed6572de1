# Compiles for the Raspberry Pi (arm64) on x86-64, in a Debian root that has both architectures.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(ENV{PKG_CONFIG_LIBDIR} /usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig)
# roledb builds the bundled database, and tests run, as the Pi would run them.
set(CMAKE_CROSSCOMPILING_EMULATOR /usr/bin/qemu-aarch64)
