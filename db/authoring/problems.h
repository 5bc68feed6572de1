// What a writer must mend, and what a writer should know, gathered while reading a content folder.
#pragma once
#include "db/result.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace db::authoring {

/// All problems and notes of one run, in the order found. Each has "file:line"; a problem has a cure, too.
/// A problem keeps the database from being written. A note does not: it tells what was made right, or what visitors
/// will not see as it was meant.
class Problems {
public:
    /// Line 0 means the file as a whole.
    void add(const std::filesystem::path& file, int line, std::string message) {
        m_errors.push_back({ErrorCode::BadContent, std::move(message), place(file, line)});
    }
    void add(Error error) { m_errors.push_back(std::move(error)); }
    void note(const std::filesystem::path& file, int line, std::string message) {
        m_notes.push_back({ErrorCode::BadContent, std::move(message), place(file, line)});
    }

    [[nodiscard]] bool empty() const { return m_errors.empty(); }
    [[nodiscard]] std::size_t size() const { return m_errors.size(); }
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }
    [[nodiscard]] const std::vector<Error>& notes() const { return m_notes; }

private:
    static std::string place(const std::filesystem::path& file, int line) {
        return line > 0 ? file.string() + ':' + std::to_string(line) : file.string();
    }

    std::vector<Error> m_errors;
    std::vector<Error> m_notes;
};

} // namespace db::authoring
