package clinic.daybook.desk.ui;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrivacyTest {

    @ParameterizedTest
    @CsvSource({"윤서아, 윤•아", "노을, 노•", "이, 이", "남궁서아, 남••아", "Yoon Seo-a, Y••• ••••a", "'', ''"})
    @DisplayName("of a name the first and the last letter stay")
    void names(String name, String covered) {
        assertThat(Privacy.coverName(name)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "010-0000-4821, 010-••••-4821",
        "01000004821, 010••••4821",
        "+82 10 0000 4821, +82 1• •••• 4821",
        "021234, ••1234",
        "'', ''"
    })
    @DisplayName("of a phone number the first three and the last four digits stay")
    void phones(String phone, String covered) {
        assertThat(Privacy.coverPhone(phone)).isEqualTo(covered);
    }
}
