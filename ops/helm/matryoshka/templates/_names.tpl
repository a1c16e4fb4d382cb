{{- /* Selects the pods of this release. */ -}}
{{- define "matryoshka.selector" -}}
app.kubernetes.io/name: matryoshka
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/component: issuer
{{- end -}}

{{- define "matryoshka.labels" -}}
{{ include "matryoshka.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}
