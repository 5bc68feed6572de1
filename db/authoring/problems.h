// What a writer must mend, gathered while reading a content folder.
#pragma once
#include "db/result.h"

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace db::authoring {

/// All problems of one run, in the order found. Each has "file:line" and a cure.
class Problems {
public:
    /// Line 0 means the file as a whole.
    void add(const std::filesystem::path& file, int line, std::string message) {
        std::string where = line > 0 ? file.string() + ':' + std::to_string(line) : file.string();
        m_errors.push_back({ErrorCode::BadContent, std::move(message), std::move(where)});
    }
    void add(Error error) { m_errors.push_back(std::move(error)); }

    [[nodiscard]] bool empty() const { return m_errors.empty(); }
    [[nodiscard]] std::size_t size() const { return m_errors.size(); }
    [[nodiscard]] const std::vector<Error>& errors() const { return m_errors; }

private:
    std::vector<Error> m_errors;
};

} // namespace db::authoring
