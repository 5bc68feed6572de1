// What a writer should know about the letters of a content: those that no font of the kiosk shows, and scripts whose
// lines come out otherwise than in an editor.
#pragma once
#include "db/authoring/content.h"
#include "db/authoring/problems.h"

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace db::authoring {

/// Gathers the letters of all texts, then notes them: one note a line, or one a language that has many.
class UnseenLetters {
public:
    /// One line of `file` in `language`, which may be empty for what all languages share. Any bytes.
    void read_line(const std::string& language, const std::filesystem::path& file, int line, std::string_view text);
    /// All lines of a file, but not the comments of TOML.
    void read_file(const std::string& language, const std::filesystem::path& file, std::string_view text);
    /// All texts of `content`. `file` stands before the places.
    void read_content(const Content& content, const std::filesystem::path& file);

    void report(Problems& problems) const;

private:
    struct Line {
        std::filesystem::path file;
        int line = 0;
        std::vector<char32_t> letters; ///< each once, as they come
    };
    struct Found {
        std::filesystem::path first_file;
        std::vector<Line> lines;
        std::set<std::size_t> fonts; ///< of platform::letter_fonts()
    };

    static void report_lines(const std::string& language, const std::vector<Line>& lines, Problems& problems);
    static void report_scripts(const std::string& language, const Found& found, Problems& problems);

    std::map<std::string, Found> m_found; ///< by language
};

} // namespace db::authoring
