// Shell scripts that play roledb and kiosk-logs.
#pragma once
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace test {

/// Writes a program that runs `body` with sh. It finds its options in shell variables: `--stick=NAME` in $stick.
/// Write it before anything may start it: a program that is open for writing cannot run.
inline void write_program(const std::filesystem::path& path, std::string_view body) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path) << "#!/bin/sh\n"
                           "echo \"$@\" >> \"$0.calls\"\n"
                           "command=$1 source=$2\n"
                           "for word; do case $word in --*=*) name=${word%%=*}; name=${name#--};\n"
                           "eval \"$name=\\${word#*=}\" ;; esac; done\n"
                        << body << "\n";
    std::filesystem::permissions(path, std::filesystem::perms::owner_all);
}

} // namespace test
